defmodule Helpdesk.Support.Calculations.Reference do
  @moduledoc "The number of a ticket as customers see it, such as HD-001042."

  use Ash.Resource.Calculation

  @impl true
  def load(_query, _opts, _context), do: [:number]

  @impl true
  def calculate(tickets, _opts, _context) do
    Enum.map(tickets, fn ticket ->
      "HD-" <> String.pad_leading(to_string(ticket.number), 6, "0")
    end)
  end
end
