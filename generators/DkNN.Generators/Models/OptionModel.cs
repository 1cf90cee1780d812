namespace DkNN.Generators.Models;

/// <summary>One property of an options type.</summary>
/// <param name="Property">Name of the property.</param>
/// <param name="Name">Name as a person writes it.</param>
/// <param name="Type">What its text is read as.</param>
/// <param name="EnumName">The enumeration, with <c>global::</c>; empty otherwise.</param>
/// <param name="Members">Names of the enumeration's members.</param>
/// <param name="Range">Limits, or null.</param>
/// <param name="Description">One line of help; may be empty.</param>
internal sealed record OptionModel(
    string Property, string Name, OptionType Type, string EnumName, EquatableArray<string> Members, OptionRange? Range, string Description);
