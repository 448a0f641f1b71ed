defmodule Helpdesk.Accounts.UserRole do
  use Ash.Type.Enum, values: [:customer, :agent, :admin]
end
