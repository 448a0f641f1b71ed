defmodule Helpdesk.Support.Changes.ApplySlaPolicy do
  @moduledoc "Gives a new ticket the policy of its team and the time by which it is due."

  use Ash.Resource.Change

  require Ash.Query

  @impl true
  def change(changeset, _opts, context) do
    Ash.Changeset.before_action(changeset, fn changeset ->
      team_id = Ash.Changeset.get_attribute(changeset, :team_id)
      priority = Ash.Changeset.get_attribute(changeset, :priority)

      case find_policy(team_id, priority, context.tenant) do
        nil -> changeset
        policy -> apply_policy(changeset, policy)
      end
    end)
  end

  defp find_policy(nil, _priority, _tenant), do: nil

  defp find_policy(team_id, priority, tenant) do
    Helpdesk.Support.SlaPolicy
    |> Ash.Query.filter(team_id == ^team_id and priority == ^priority)
    |> Ash.Query.sort(resolve_within: :asc)
    |> Ash.Query.limit(1)
    |> Ash.read_one!(tenant: tenant, authorize?: false)
  end

  defp apply_policy(changeset, policy) do
    due_at = DateTime.add(DateTime.utc_now(), policy.resolve_within, :minute)

    changeset
    |> Ash.Changeset.force_change_attribute(:sla_policy_id, policy.id)
    |> Ash.Changeset.force_change_attribute(:due_at, due_at)
  end
end
