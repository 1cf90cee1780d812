namespace DkNN.Hosting;

/// <summary>Decides from the manifest alone whether a plugin fits this host.</summary>
internal static class ManifestCheck
{
    private static readonly Version Host = Version.Parse(PluginContract.Version);

    /// <summary>
    /// Refuses another contract, and then a manifest that makes no sense: a later contract may have kinds of plugins and names that this
    /// one does not know.
    /// </summary>
    /// <param name="manifest">The manifest.</param>
    /// <exception cref="PluginRefusedException">The versions do not fit, or the manifest makes no sense.</exception>
    public static void Require(PluginManifest manifest)
    {
        // "1.0" has two numbers; System.Version would take up to four.
        bool isVersion = Version.TryParse(manifest.ContractVersion, out var version) && version.Build < 0;
        if (!isVersion) throw Invalid($"its contract version is '{manifest.ContractVersion}', not major.minor");
        RequireContract(manifest, version!);
        if (string.IsNullOrWhiteSpace(manifest.Registration)) throw Invalid("it names no registering class");
        if (manifest.Plugins.IsEmpty) throw Invalid("it names no plugin");
        if (manifest.Plugins.Any(plugin => !Enum.IsDefined(plugin.Kind))) throw Invalid("a plugin in it is of an unknown kind");
        if (manifest.Plugins.Any(plugin => string.IsNullOrWhiteSpace(plugin.Name))) throw Invalid("a plugin in it has no name");
    }

    /// <summary>Refuses another major version, or a newer minor one.</summary>
    private static void RequireContract(PluginManifest manifest, Version plugin)
    {
        if (plugin.Major == Host.Major && plugin.Minor <= Host.Minor) return;
        string names = manifest.Plugins.IsEmpty ? "It" : string.Join(", ", manifest.Plugins);
        string update = plugin > Host ? "Update this program, or get" : "Get or build";
        throw new PluginRefusedException(
            PluginFailureCode.IncompatibleContract,
            $"{names} was built against version {plugin} of the plugin contract, and this program has {Host}.",
            $"{update} the plugin for contract {Host}.");
    }

    private static PluginRefusedException Invalid(string detail) =>
        new(PluginFailureCode.InvalidManifest, $"Its plugin manifest is invalid: {detail}.", "Build it again with DkNN.Generators.");
}
