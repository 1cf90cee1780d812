namespace DkNN.Generators.Models;

/// <summary>What the text of an option is read as.</summary>
internal enum OptionType
{
    Int32,
    Int64,
    Single,
    Double,
    Boolean,
    String,
    Enum,
}
