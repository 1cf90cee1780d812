namespace DkNN.Generators.Parsing;

/// <summary>Metadata names of the contracts that the generator reads.</summary>
internal static class KnownNames
{
    public const string ArchitectureAttribute = "DkNN.ArchitectureAttribute";
    public const string LayerSelectionAttribute = "DkNN.LayerSelectionAttribute`1";
    public const string LayerExclusionAttribute = "DkNN.LayerExclusionAttribute`1";
    public const string LayerBlockAttribute = "DkNN.LayerBlockAttribute";
    public const string LayerAttribute = "DkNN.LayerAttribute";
    public const string BlockAttribute = "DkNN.BlockAttribute";
    public const string Layer = "DkNN.Layer";

    public const string Network = "DkNN.Torch.Network";

    public const string RangeAttribute = "System.ComponentModel.DataAnnotations.RangeAttribute";
    public const string DescriptionAttribute = "System.ComponentModel.DescriptionAttribute";
}
