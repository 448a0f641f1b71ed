defmodule Helpdesk.Types.EmailAddress do
  @moduledoc "An e-mail address in lower case."

  use Ash.Type.NewType,
    subtype_of: :string,
    constraints: [max_length: 254, match: ~r/^[^\sA-Z@]+@[^\sA-Z@]+$/]
end
