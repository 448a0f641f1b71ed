defmodule Lodge.MixProject do
  use Mix.Project

  def project do
    [
      app: :lodge,
      version: "0.3.0",
      elixir: "~> 1.18",
      start_permanent: Mix.env() == :prod,
      deps: deps()
    ]
  end

  def application do
    [mod: {Lodge.Application, []}, extra_applications: [:logger]]
  end

  defp deps do
    [
      {:ash, "~> 3.32"},
      {:ash_postgres, "~> 2.12"}
    ]
  end
end
