defmodule Blog.Author do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
  end

  relationships do
    has_many :posts, Blog.Post
  end

  calculations do
    calculate :post_count, :integer, fn authors, _context ->
      Enum.map(authors, fn author -> length(Ash.load!(author, :posts).posts) end)
      #                                     ^^^^^^^^^ loaded
    end do
      load [:posts]
    end
  end
end

defmodule Blog.Titles do
  use Ash.Resource.Calculation

  @impl true
  def load(_query, _opts, _context), do: [:comments, :tags, author: [:name]]

  @impl true
  def calculate(posts, _opts, context) do
    Enum.map(posts, fn post ->
      post = Ash.load!(post, [:comments, :tags], tenant: context.tenant, authorize?: false)
      #      ^^^^^^^^^ loaded

      post.comments
      |> Enum.reject(& &1.hidden)
      |> Enum.map(fn comment -> Ash.load!(comment, author: :badge).author.badge end)
      #                         ^^^^^^^^^ inner
    end)

    for post <- posts, do: Ash.load!(post, :tags, actor: context.actor)
    #                      ^^^^^^^^^ query

    # The loads above select the name of the author and nothing else.
    for post <- posts, do: Ash.load!(post, :author)
    #                      ^^^^^^^^^ query
    for post <- posts, do: Ash.load!(post, [:tags, :likes])
    #                      ^^^^^^^^^ query
    for post <- posts, do: Ash.load!(post.author, :tags)
    #                      ^^^^^^^^^ query

    Enum.map(posts, &tags/1)
    Enum.map(posts, &replies/1)
    Enum.map(posts, &likes/1)
    Enum.map(posts, &likes(&1.parent))
  end

  defp tags(post), do: Ash.load!(post, :tags).tags
  #                    ^^^^^^^^^ loaded

  defp likes(post), do: Ash.load!(post, :comments).comments
  #                     ^^^^^^^^^ query

  defp replies(post) do
    for comment <- post.comments, do: Ash.load!(comment, :replies).replies
    #                                 ^^^^^^^^^ inner
  end
end

defmodule Blog.Computed do
  use Ash.Resource.Calculation

  @impl true
  def load(_query, opts, _context) do
    if opts[:short?], do: [], else: [:tags]
  end

  @impl true
  def calculate(posts, _opts, _context) do
    Enum.map(posts, &Ash.load!(&1, :tags))
    #                ^^^^^^^^^ query
  end
end
