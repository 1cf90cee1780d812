namespace DkNN.Generators.Models;

/// <summary>An options type whose every property can be bound.</summary>
internal sealed record OptionsModel(string FullName, string MetadataName, EquatableArray<OptionModel> Options);
