namespace DkNN;

/// <summary>One option of a plugin, for help and validation.</summary>
/// <param name="Name">Name as written in <c>name=value</c>: the property's name with a lower-case first letter.</param>
/// <param name="Type">"integer", "number", "boolean", "text", or the enum's members joined by '|'.</param>
/// <param name="Default">Text of the default value.</param>
/// <param name="Range">Allowed range as "min..max", or null.</param>
/// <param name="Description">One line of help; may be empty.</param>
public sealed record OptionInfo(string Name, string Type, string Default, string? Range, string Description);
