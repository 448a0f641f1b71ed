defmodule Helpdesk.Billing.InvoiceStatus do
  use Ash.Type.Enum, values: [:draft, :sent, :paid, :void]
end
