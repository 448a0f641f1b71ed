defmodule Blog.Entry do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "entries"
    repo Blog.Repo

    references do
      reference :ignored, ignore?: true
    end
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :ignored, Blog.Tag
    belongs_to :elsewhere, Blog.Log
    belongs_to :stranger, Elsewhere.Person
    belongs_to :kept_in_memory, Blog.Session
    belongs_to :in_tenant, Blog.Document
  end
end

defmodule Blog.Legacy do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "legacy"
    repo Blog.Repo
    migrate? false
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :tag, Blog.Tag
  end
end

defmodule Blog.Attachment do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    polymorphic? true
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :tag, Blog.Tag
  end
end

defmodule Blog.Open do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer
  use Vendor.Indexes

  postgres do
    table "open"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :tag, Blog.Tag
  end
end

defmodule Blog.Computed do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "computed"
    repo Blog.Repo

    custom_indexes do
      index indexed_columns()
    end
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :tag, Blog.Tag
  end
end

defmodule Blog.Embedded do
  use Ash.Resource, data_layer: :embedded

  relationships do
    belongs_to :tag, Blog.Tag
  end
end

defmodule Blog.Session do
  use Ash.Resource, domain: Blog, data_layer: Ash.DataLayer.Ets

  attributes do
    uuid_primary_key :id
  end
end

defmodule Blog.Log do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "logs"
    repo Blog.LogRepo
  end

  attributes do
    uuid_primary_key :id
  end
end

defmodule Blog.Document do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "documents"
    repo Blog.Repo
  end

  multitenancy do
    strategy :context
  end

  attributes do
    uuid_primary_key :id
  end
end

defmodule Blog.Tag do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "tags"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end
end
