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

  relationships do
    has_many :posts, Blog.Post
  end

  calculations do
    calculate :post_count, :integer, fn authors, _context ->
      Enum.map(authors, fn author -> length(Ash.load!(author, :posts).posts) end)
      #                                     ^^^^^^^^^ query
    end

    calculate :comment_count, :integer, &comment_counts/2
    calculate :titles, {:array, :string}, Blog.Titles

    calculate :likes, :integer, fn authors, _context ->
      authors = Ash.load!(authors, :posts)
      Enum.map(authors, fn author -> Enum.sum(Enum.map(author.posts, & &1.likes)) end)
    end
  end

  defp comment_counts(authors, _context) do
    for author <- authors do
      {author.id, Ash.count!(Ash.Query.filter(Blog.Comment, author_id == ^author.id))}
      #           ^^^^^^^^^^ query
    end
  end
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

  alias Blog.Comment
  alias Blog.Repo

  require Ash.Query

  @impl true
  def calculate(records, _opts, context) do
    records
    |> Enum.with_index()
    |> Enum.map(fn {record, index} ->
      query = Ash.Query.filter(Comment, post_id == ^record.id and position == ^index)

      query
      |> Ash.Query.limit(1)
      |> Ash.read_one!(tenant: context.tenant)
      #  ^^^^^^^^^^^^^ query
    end)

    Enum.each(records, &Ash.load!(&1, :comments))
    #                   ^^^^^^^^^ query

    Task.async_stream(records, fn %{author_id: id} -> Blog.get_author!(id) end)
    #                                                 ^^^^^^^^^^^^^^^^ query

    Enum.map(records, fn record ->
      with {:ok, author} <- Ash.get(Blog.Author, record.author_id) do
        #                   ^^^^^^^ query
        author.name
      end
    end)

    Enum.reduce(records, %{}, fn record, names ->
      Map.put(names, record.id, Repo.preload(record, :author).author.name)
      #                         ^^^^^^^^^^^^ query
    end)

    {:ok, loaded} = Ash.load(records, :tags)

    for record <- loaded, tag <- record.tags do
      length(Ash.load!(tag, :posts).posts)
      #      ^^^^^^^^^ inner
    end

    summarise(records)
    Enum.map(records, &title/1)
  end

  defp title(record) do
    hd(Ash.load!(record, :comments).comments)
    #  ^^^^^^^^^ query
  end

  defp summarise(posts) do
    Enum.map(posts, fn post -> Ash.exists?(Ash.Query.filter(Comment, post_id == ^post.id)) end)
    #                          ^^^^^^^^^^^ query
  end
end
