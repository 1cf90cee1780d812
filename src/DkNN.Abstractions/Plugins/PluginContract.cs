namespace DkNN;

/// <summary>The version of the contracts between host and plugins.</summary>
public static class PluginContract
{
    /// <summary>
    /// "major.minor". A host loads plugins of its own major version whose minor version is not above its own. The constant is copied
    /// into a plugin when that is compiled.
    /// </summary>
    public const string Version = "1.4";
}
