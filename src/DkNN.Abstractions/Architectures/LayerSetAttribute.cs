namespace DkNN;

/// <summary>A set of an architecture's layers: those of some kinds, those of some names, or all, narrowed by the properties below.</summary>
[AttributeUsage(AttributeTargets.Struct, AllowMultiple = true)]
public abstract class LayerSetAttribute : Attribute
{
    private protected LayerSetAttribute(LayerKind[] kinds, string[] names)
    {
        Kinds = kinds;
        Names = names;
    }

    /// <summary>Kinds chosen; empty unless chosen by kind.</summary>
    public IReadOnlyList<LayerKind> Kinds { get; }

    /// <summary>Names chosen; empty unless chosen by name. A block's name means its last layer.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Keeps the layers of this block, and of blocks in it, by the name of its property.</summary>
    public string Block { get; init; } = "";

    /// <summary>Keeps the layers of at most so many neurons, at least 1; 0, the default, keeps all.</summary>
    public int MaxNeurons { get; init; }

    /// <summary>Of what is left, keeps the last so many in order of computation, at least 1; 0, the default, keeps all.</summary>
    public int Last { get; init; }
}
