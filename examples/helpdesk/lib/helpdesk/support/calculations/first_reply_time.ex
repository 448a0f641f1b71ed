defmodule Helpdesk.Support.Calculations.FirstReplyTime do
  @moduledoc "Whole minutes from the ticket to its first public reply."

  use Ash.Resource.Calculation

  @impl true
  def load(_query, _opts, _context), do: [:inserted_at, :first_reply_at]

  @impl true
  def calculate(tickets, _opts, _context) do
    Enum.map(tickets, fn
      %{first_reply_at: nil} -> nil
      ticket -> DateTime.diff(ticket.first_reply_at, ticket.inserted_at, :minute)
    end)
  end
end
