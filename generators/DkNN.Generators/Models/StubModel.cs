namespace DkNN.Generators.Models;

/// <summary>What stands in for the generated part of a malformed declaration.</summary>
/// <param name="Type">The type.</param>
/// <param name="Bases">Its base class and interfaces, joined by commas; empty where it can have none.</param>
/// <param name="Members">The members, one or more lines each.</param>
internal sealed record StubModel(DeclaredType Type, string Bases, EquatableArray<string> Members);
