defmodule Lodge.Billing.Calculations.Paid do
  @moduledoc "What was paid on an invoice."

  use Ash.Resource.Calculation

  @impl true
  def calculate(invoices, _opts, _context) do
    Enum.map(invoices, fn invoice ->
      invoice = Ash.load!(invoice, :payments)
      Enum.reduce(invoice.payments, Decimal.new(0), &Decimal.add(&1.amount, &2))
    end)
  end
end
