defmodule Helpdesk.Accounts.Calculations.Workload do
  @moduledoc "How full an agent's day is: 1.0 is a day's worth of open tickets."

  use Ash.Resource.Calculation

  @impl true
  def load(_query, _opts, _context), do: [:daily_capacity]

  @impl true
  def calculate(users, _opts, context) do
    Enum.map(users, fn user ->
      user = Ash.load!(user, :open_ticket_count, tenant: context.tenant, authorize?: false)

      user.open_ticket_count / user.daily_capacity
    end)
  end
end
