defmodule Lodge.Accounts do
  @moduledoc "The people who book."

  use Ash.Domain, otp_app: :lodge

  resources do
    resource Lodge.Accounts.Guest do
      define :register_guest, action: :register
    end
  end
end
