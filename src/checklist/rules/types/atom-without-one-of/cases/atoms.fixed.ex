defmodule Blog.Member do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :role, :atom, constraints: [one_of: [:admin, :member]]
    #                ^^^^^ open
    attribute :level, :atom, allow_nil?: false, constraints: [one_of: [:junior, :senior]]
    #                 ^^^^^ validated
    attribute :plan, :atom do
      #              ^^^^^ validated
      public? true
      constraints one_of: [:free, :paid]
    end

    attribute :state, :atom, constraints: [one_of: [:new, :done]]
    attribute :origin, :atom, writable?: false
    attribute :worker, :atom
    attribute :source, :atom, default: Blog.Feed
    attribute :locale, Blog.Locale
  end

  validations do
    validate one_of(:level, [:junior, :senior])
    validate attribute_in(:plan, [:free, :paid])
    validate attribute_in(:role, [:admin, :member]), where: changing(:level)
  end
end

defmodule Blog.Draft do
  use Ash.Resource, domain: Blog

  attributes do
    uuid_primary_key :id
    attribute :role, :atom
  end
end

defmodule Blog.Locale do
  use Ash.Type.NewType, subtype_of: :atom, constraints: [one_of: [:de, :en]]
end
