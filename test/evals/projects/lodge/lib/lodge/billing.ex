defmodule Lodge.Billing do
  @moduledoc "What stays cost, and what was paid for them."

  use Ash.Domain, otp_app: :lodge

  resources do
    resource Lodge.Billing.Invoice do
      define :draft_invoice, action: :draft
    end

    resource Lodge.Billing.Payment
  end
end
