namespace DkNN;

/// <summary>Marks an assembly as a plugin assembly. Written by the generator; read from metadata before any code runs.</summary>
/// <param name="contractVersion">The <see cref="PluginContract.Version"/> compiled against.</param>
/// <param name="registration">A public class with a parameterless constructor that implements <see cref="IPluginRegistration"/>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class PluginAssemblyAttribute(string contractVersion, Type registration) : Attribute
{
    /// <summary>The contract version compiled against.</summary>
    public string ContractVersion { get; } = contractVersion;

    /// <summary>The registering class.</summary>
    public Type Registration { get; } = registration;
}
