using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;

namespace DkNN.Hosting;

/// <summary>The attributes of an assembly that the host cares about, decoded from their blobs (ECMA-335, II.23.3).</summary>
/// <param name="Assembly">The arguments of <see cref="PluginAssemblyAttribute"/>, or null where the assembly lacks it.</param>
/// <param name="Plugins">One entry for each <see cref="PluginAttribute"/>.</param>
/// <param name="InformationalVersion">The argument of <see cref="AssemblyInformationalVersionAttribute"/>, or null.</param>
internal sealed record AssemblyAttributes(
    (string? Contract, string? Registration)? Assembly, ImmutableArray<PluginEntry> Plugins, string? InformationalVersion)
{
    private const ushort Prolog = 1;

    /// <summary>Reads the attributes.</summary>
    /// <param name="metadata">Metadata with an assembly definition.</param>
    /// <exception cref="BadImageFormatException">The metadata is damaged.</exception>
    public static AssemblyAttributes Read(MetadataReader metadata)
    {
        (string?, string?)? assembly = null;
        string? version = null;
        var plugins = ImmutableArray.CreateBuilder<PluginEntry>();
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            switch (FullName(metadata, attribute))
            {
                case "DkNN.PluginAssemblyAttribute":
                    var declared = Arguments(metadata, attribute);
                    assembly = (declared.ReadSerializedString(), TypeName(declared.ReadSerializedString()));
                    break;
                case "DkNN.PluginAttribute":
                    var plugin = Arguments(metadata, attribute);
                    plugins.Add(new PluginEntry(
                        (PluginKind)plugin.ReadInt32(), plugin.ReadSerializedString() ?? "", plugin.ReadSerializedString() ?? ""));
                    break;
                case "System.Reflection.AssemblyInformationalVersionAttribute":
                    version = Arguments(metadata, attribute).ReadSerializedString();
                    break;
            }
        }
        return new AssemblyAttributes(assembly, plugins.ToImmutable(), version);
    }

    /// <summary>The attribute's class, or null where the assembly defines it itself: then it is only one of the same name.</summary>
    private static string? FullName(MetadataReader metadata, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference) return null;
        var parent = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference) return null;
        var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    private static BlobReader Arguments(MetadataReader metadata, CustomAttribute attribute)
    {
        var reader = metadata.GetBlobReader(attribute.Value);
        return reader.ReadUInt16() == Prolog ? reader : throw new BadImageFormatException("An attribute's arguments begin as none do.");
    }

    /// <summary>A type is written as its full name, followed by its assembly where that is another.</summary>
    private static string? TypeName(string? serialized) => serialized?.Split(',', 2)[0].Trim();
}
