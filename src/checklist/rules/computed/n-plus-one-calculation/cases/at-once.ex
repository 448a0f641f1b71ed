defmodule Blog do
  use Ash.Domain

  resources do
    resource Blog.Author do
      define :get_author, action: :read, get_by: [:id]
      define :rank_author, action: :rank
    end

    resource Blog.Setting do
      define :get_setting, action: :read, get_by: [:key]
    end
  end
end

defmodule Blog.Author do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :name, :string
  end

  actions do
    defaults [:read]

    action :rank, :integer do
      argument :id, :uuid
      run Blog.Rank
    end
  end

  # Not a calculation: called for one page of a view.
  def load_each(authors), do: Enum.map(authors, &Ash.load!(&1, :posts))
end

defmodule Blog.Setting do
  use Ash.Resource, domain: Blog, data_layer: Ash.DataLayer.Ets

  attributes do
    attribute :key, :string, primary_key?: true, allow_nil?: false
  end

  actions do
    defaults [:read]
  end
end

defmodule Blog.Titles do
  use Ash.Resource.Calculation

  require Ash.Query

  @impl true
  def load(_query, _opts, _context), do: [:comments]

  @impl true
  def calculate(records, opts, context) do
    loaded = Ash.load!(records, :author, tenant: context.tenant)
    ids = Enum.map(loaded, & &1.author_id)
    authors = Blog.Author |> Ash.Query.filter(id in ^ids) |> Ash.read!() |> Map.new(&{&1.id, &1})
    default = Ash.get!(Blog.Author, opts[:default])

    Enum.map(records, fn record -> Map.get(authors, record.author_id, default).name end)
  end
end

defmodule Blog.Batches do
  use Ash.Resource.Calculation

  require Ash.Query

  @impl true
  def calculate(records, opts, _context) do
    records |> Enum.chunk_every(100) |> Enum.flat_map(&Ash.load!(&1, :comments))

    groups = Enum.group_by(records, & &1.org_id)
    Enum.map(groups, fn {org, group} -> Ash.load!(group, :comments, tenant: org) end)

    records |> Enum.map(& &1.org_id) |> Enum.uniq() |> Enum.map(&Ash.get!(Blog.Org, &1))

    Enum.map(records, fn record ->
      cached(record.org_id, fn -> Ash.get!(Blog.Org, record.org_id) end)
    end)

    Enum.map(records, fn record ->
      name = record.name
      {Ash.count!(Ash.Query.filter(Blog.Author, name == "Ann")), Ash.get!(Blog.Org, opts[:id]), name}
    end)

    Enum.map(records, &Ash.load!(&1, :comments, lazy?: true))
    Enum.map(records, &Blog.get_setting!(&1.key))
    Enum.map(records, &Blog.rank_author!(&1.id))
    Enum.map(records, &author/1)
    Enum.map([:name, :title], &Ash.get!(Blog.Text, &1))
  end

  defp cached(key, fun), do: Process.get(key) || fun.()

  defp author(%{author: %Ash.NotLoaded{}} = record), do: Ash.load!(record, :author).author
  defp author(record), do: record.author
end
