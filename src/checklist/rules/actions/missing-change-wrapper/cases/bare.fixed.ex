defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer, extensions: [AshStateMachine]

  attributes do
    uuid_primary_key :id
    attribute :status, :atom
    attribute :title, :string
  end

  actions do
    defaults [:read]

    create :create do
      accept [:title]
      argument :tags, {:array, :map}
      change set_attribute(:status, :draft)
     #^^^^^^^^^^^^^ bare
      change relate_actor(:author, allow_nil?: true)
     #^^^^^^^^^^^^ bare
      change manage_relationship(:tags, type: :append)
    end

    update :publish do
      description "Makes it visible."
      require_atomic? false
      validate present(:title)
     #^^^^^^^ bare
      change transition_state(:published)
     #^^^^^^^^^^^^^^^^ bare

      change before_action(fn changeset, _context ->
            #^^^^^^^^^^^^^ bare
               changeset
             end)

      validate match(:title, ~r/\w/)
    end

    destroy :remove do
      argument :id, :uuid
      change filter(expr(id == ^arg(:id)))
     #^^^^^^ bare
    end

    read :recent do
      filter expr(status == :published)
      pagination offset?: true
      prepare build(sort: [title: :asc])
     #^^^^^ bare
    end

    action :count, :integer do
      run fn _input, _context -> {:ok, 1} end
    end
  end

  changes do
    change optimistic_lock(:version)
   #^^^^^^^^^^^^^^^ bare
    change set_new_attribute(:status, :draft)
  end

  validations do
    validate present([:title])
   #^^^^^^^ bare
  end

  state_machine do
    initial_states [:draft]
    default_initial_state :draft

    transitions do
      transition :publish, from: :draft, to: :published
    end
  end
end
