defmodule Helpdesk.Knowledge do
  @moduledoc "The help center: articles, their categories and their history."

  use Ash.Domain, otp_app: :helpdesk

  resources do
    resource Helpdesk.Knowledge.Category do
      define :create_category, action: :create, args: [:name, :slug]
      define :list_categories, action: :top_level
    end

    resource Helpdesk.Knowledge.Article do
      define :write_article, action: :write, args: [:title, :slug, :body]
      define :get_article_by_slug, action: :published, get_by_identity: :unique_slug
      define :search_articles, action: :search, args: [:query]
      define :revise_article, action: :revise
      define :publish_article, action: :publish
      define :archive_article, action: :destroy
    end

    resource Helpdesk.Knowledge.ArticleRevision do
      define :record_revision, action: :record
    end
  end
end
