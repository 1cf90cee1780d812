namespace DkNN.Generators;

/// <summary>Names of the pipeline's steps, by which tests follow what an edit makes run again.</summary>
public static class TrackingNames
{
    /// <summary>One model for each well-formed architecture.</summary>
    public const string Architectures = nameof(Architectures);

    /// <summary>One model for each well-formed layer selection.</summary>
    public const string Selections = nameof(Selections);

    /// <summary>One model for each well-formed block.</summary>
    public const string Blocks = nameof(Blocks);

    /// <summary>What stands in for each malformed declaration.</summary>
    public const string Stubs = nameof(Stubs);

    /// <summary>One model for each options type, however many plugins take it.</summary>
    public const string Options = nameof(Options);

    /// <summary>The assembly's plugins.</summary>
    public const string Manifest = nameof(Manifest);
}
