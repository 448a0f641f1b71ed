defmodule Feed.Site do
  use Ash.Resource, domain: Feed, data_layer: AshPostgres.DataLayer

  postgres do
    table "sites"
    repo Feed.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :website, :string
    attribute :website_domain, :string
    attribute :number, :integer
    attribute :token, :string
    attribute :label, :string
  end

  actions do
    create :create do
      accept [:website]
      upsert? true
      upsert_identity :domain
      change Feed.Changes.SetDomain
    end

    create :import do
      accept [:number, :label]
      upsert? true
      upsert_identity :number
    end

    create :issue do
      argument :seed, :string, allow_nil?: false
      upsert? true
      upsert_identity :token
      change {Feed.Changes.SetToken, from: :seed}
    end

    create :label do
      accept [:label]
      require_attributes [:label]
      upsert? true
      upsert_identity :label
    end
  end

  identities do
    identity :domain, [:website_domain]
    #        ^^^^^^^ upsert (info)
    identity :number, [:number]
    #        ^^^^^^^ upsert (info)
    identity :token, [:token], nils_distinct?: true
    #        ^^^^^^ optional (hint)
    identity :label, [:label], nils_distinct?: true
    #        ^^^^^^ optional (hint)
  end
end

defmodule Feed.Channel do
  use Ash.Resource, domain: Feed, data_layer: AshPostgres.DataLayer

  postgres do
    table "channels"
    repo Feed.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :number, :integer
    attribute :name, :string, allow_nil?: false
  end

  actions do
    create :import do
      accept [:number, :name]
      upsert? true
      upsert_identity :number
    end
  end

  identities do
    # The second row without a number is refused, because of its name.
    identity :number, [:number], nils_distinct?: true
    #        ^^^^^^^ optional (hint)
    identity :name, [:name]
  end
end

defmodule Feed.Tag do
  use Ash.Resource, domain: Feed, data_layer: AshPostgres.DataLayer

  postgres do
    table "tags"
    repo Feed.Repo
  end

  attributes do
    integer_primary_key :id, generated?: false, writable?: true
    attribute :name, :string, allow_nil?: false
  end

  relationships do
    belongs_to :channel, Feed.Channel, public?: true
  end

  actions do
    create :upsert do
      accept [:id, :name, :channel_id]
      upsert? true
      upsert_identity :name_in_channel
    end
  end

  identities do
    # Whoever upserts without a channel gives the same id again.
    identity :name_in_channel, [:name, :channel_id], nils_distinct?: false
    #        ^^^^^^^^^^^^^^^^ composite
  end
end
