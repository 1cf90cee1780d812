namespace DkNN.Generators.Models;

/// <summary>A well-formed attack or index.</summary>
internal sealed record PluginClassModel(PluginKind Kind, string Name, string Description, string FullName, OptionsModel Options);
