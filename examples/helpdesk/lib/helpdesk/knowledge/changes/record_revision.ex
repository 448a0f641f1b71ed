defmodule Helpdesk.Knowledge.Changes.RecordRevision do
  @moduledoc "Keeps the text of an article as it was before this change."

  use Ash.Resource.Change

  @impl true
  def change(changeset, _opts, context) do
    Ash.Changeset.after_action(changeset, fn changeset, article ->
      before = changeset.data

      attributes = %{
        article_id: article.id,
        version: before.version,
        title: before.title,
        body: before.body
      }

      case Helpdesk.Knowledge.record_revision(attributes,
             actor: context.actor,
             tenant: context.tenant
           ) do
        {:ok, _revision} -> {:ok, article}
        {:error, error} -> {:error, error}
      end
    end)
  end
end
