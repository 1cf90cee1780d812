namespace DkNN.Hosting;

/// <summary>Decides from the manifest alone whether a plugin fits this host.</summary>
internal static class ContractCheck
{
    private static readonly Version Host = Version.Parse(PluginContract.Version);

    /// <summary>Refuses another major version, or a newer minor one.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <exception cref="PluginRefusedException">The versions do not fit.</exception>
    public static void Require(PluginManifest manifest)
    {
        var plugin = manifest.ContractVersion;
        if (plugin.Major == Host.Major && plugin.Minor <= Host.Minor) return;
        throw new PluginRefusedException(
            PluginFailureCode.IncompatibleContract,
            $"It was built against version {plugin} of the plugin contract, and this program has {Host} ({string.Join(", ", manifest.Plugins)}).",
            plugin > Host ? $"Update this program, or get the plugin for contract {Host}." : "Get or build the plugin for this program's contract.");
    }
}
