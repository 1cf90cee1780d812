using System.Reflection;

namespace DkNN.Model;

/// <summary>The version of this program.</summary>
public static class ProgramInfo
{
    /// <summary>Name and version.</summary>
    public static ProgramVersion Current { get; } = new(
        "DkNN.Plugins",
        typeof(ProgramInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");
}
