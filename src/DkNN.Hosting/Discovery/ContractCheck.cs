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
        string names = string.Join(", ", manifest.Plugins);
        string update = plugin > Host ? "Update this program, or get" : "Get or build";
        throw new PluginRefusedException(
            PluginFailureCode.IncompatibleContract,
            $"{names} was built against version {plugin} of the plugin contract, and this program has {Host}.",
            $"{update} the plugin for contract {Host}.");
    }
}
