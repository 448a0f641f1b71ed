defmodule Helpdesk.Types.Slug do
  @moduledoc "The part of an address that names a record: lower case words joined by dashes."

  use Ash.Type.NewType,
    subtype_of: :string,
    constraints: [max_length: 80, match: ~r/^[a-z0-9]+(-[a-z0-9]+)*$/]
end
