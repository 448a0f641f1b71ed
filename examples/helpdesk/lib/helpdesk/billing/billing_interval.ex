defmodule Helpdesk.Billing.BillingInterval do
  use Ash.Type.Enum, values: [:monthly, :yearly]
end
