defmodule Helpdesk.Accounts.Changes.GenerateApiKey do
  @moduledoc "Makes the key, stores its hash, and hands the key to the caller as metadata."

  use Ash.Resource.Change

  @impl true
  def change(changeset, _opts, _context) do
    prefix = "hd_" <> random(6)
    key = prefix <> "." <> random(32)

    changeset
    |> Ash.Changeset.force_change_attribute(:prefix, prefix)
    |> Ash.Changeset.force_change_attribute(:key_hash, :crypto.hash(:sha256, key))
    |> Ash.Changeset.after_action(fn _changeset, record ->
      {:ok, Ash.Resource.put_metadata(record, :plaintext_key, key)}
    end)
  end

  defp random(bytes) do
    bytes
    |> :crypto.strong_rand_bytes()
    |> Base.url_encode64(padding: false)
  end
end
