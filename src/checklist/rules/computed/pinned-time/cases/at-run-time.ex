defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  require Ash.Query

  @released_at DateTime.utc_now()

  attributes do
    uuid_primary_key :id
    attribute :published_at, :utc_datetime_usec, default: &DateTime.utc_now/0
    attribute :seen_at, :utc_datetime_usec
  end

  actions do
    read :published do
      filter expr(published_at < now() and published_at > ago(7, :day))

      prepare fn query, _context ->
        Ash.Query.filter(query, expr(published_at < ^DateTime.utc_now()))
      end
    end

    read :before_this_release do
      filter expr(published_at < ^@released_at)
    end

    read :since do
      argument :since, :utc_datetime_usec, default: &DateTime.utc_now/0
      filter expr(published_at > ^arg(:since) and author_id == ^actor(:id))
    end

    action :purge, :integer do
      run fn _input, _context ->
        query = Ash.Query.filter(__MODULE__, published_at < ^DateTime.utc_now())
        {:ok, length(Ash.read!(query))}
      end
    end

    update :see do
      change fn changeset, _context ->
        Ash.Changeset.atomic_update(changeset, :seen_at, expr(^DateTime.utc_now()))
      end

      change atomic_update(:seen_at, expr(now()))
    end
  end

  calculations do
    calculate :age, :integer, fn records, _context ->
      Enum.map(records, &DateTime.diff(DateTime.utc_now(), &1.published_at))
    end
  end

  def published do
    Ash.Query.filter(__MODULE__, expr(published_at < ^DateTime.utc_now()))
  end
end
