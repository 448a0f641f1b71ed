defmodule Helpdesk.Support.Validations.AssigneeOnTeam do
  @moduledoc "Tickets of a team are worked on by its members."

  use Ash.Resource.Validation

  require Ash.Query

  @impl true
  def validate(changeset, _opts, context) do
    team_id = Ash.Changeset.get_attribute(changeset, :team_id)
    assignee_id = Ash.Changeset.get_attribute(changeset, :assignee_id)

    if is_nil(team_id) or is_nil(assignee_id) or member?(team_id, assignee_id, context.tenant) do
      :ok
    else
      {:error, field: :assignee_id, message: "is not a member of the team"}
    end
  end

  defp member?(team_id, user_id, tenant) do
    Helpdesk.Accounts.TeamMembership
    |> Ash.Query.filter(team_id == ^team_id and user_id == ^user_id)
    |> Ash.exists?(tenant: tenant, authorize?: false)
  end
end
