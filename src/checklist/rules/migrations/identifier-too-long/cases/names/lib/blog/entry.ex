defmodule Blog.Entry do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "administrative_register_entries"
    repo Blog.Repo

    references do
      reference :administrative_subdivision_of_record, on_delete: :restrict
      #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cut
      reference :subdivision, name: "entries_subdivision_fkey"
      reference :named_subdivision, name: "administrative_register_entries_that_were_named_subdivision_id_fkey"
      #                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cut
    end

    custom_indexes do
      index [:title], unique: true, name: "administrative_register_entries_unique_title_of_the_subdivision_index"
      #                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cut
      index [:number], name: "administrative_register_entries_number_that_is_no_key_of_its_own_index"
    end

    check_constraints do
      check_constraint :number, "entries_number_positive", check: "number > 0"
      check_constraint :number, "administrative_register_entries_number_is_greater_than_zero_check", check: "number > 0"
      #                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cut
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string
    attribute :number, :integer
  end

  relationships do
    belongs_to :administrative_subdivision_of_record, Blog.Subdivision
    belongs_to :subdivision, Blog.Subdivision
    belongs_to :named_subdivision, Blog.Subdivision
    belongs_to :administrative_subdivision_of_origin, Blog.Subdivision
    #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cut
  end
end
