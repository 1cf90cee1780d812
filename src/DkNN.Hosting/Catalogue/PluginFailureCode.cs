namespace DkNN.Hosting;

/// <summary>The stable codes of <see cref="PluginFailure.Code"/>; docs/plugins.md has a paragraph for each.</summary>
public static class PluginFailureCode
{
    /// <summary>The file or folder cannot be opened or read.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The file has no bytes.</summary>
    public const string EmptyFile = "empty-file";

    /// <summary>The file does not begin as a DLL does, whatever its name.</summary>
    public const string NotADll = "not-a-dll";

    /// <summary>The file ends before the place its own headers point to.</summary>
    public const string Truncated = "truncated";

    /// <summary>The file is as long as it should be, but its headers or metadata contradict themselves.</summary>
    public const string Damaged = "damaged";

    /// <summary>A native library, without .NET metadata.</summary>
    public const string NativeLibrary = "native-library";

    /// <summary>A .NET assembly without a plugin manifest.</summary>
    public const string NotAPlugin = "not-a-plugin";

    /// <summary>The manifest can be read but makes no sense.</summary>
    public const string InvalidManifest = "invalid-manifest";

    /// <summary>Built against another major, or a newer minor, version of the contract.</summary>
    public const string IncompatibleContract = "incompatible-contract";

    /// <summary>The plugin would see another copy of a shared assembly than the host's.</summary>
    public const string ForeignContract = "foreign-contract";

    /// <summary>An assembly or native library that the plugin needs is not there.</summary>
    public const string MissingDependency = "missing-dependency";

    /// <summary>The runtime refuses the assembly, its dependencies or a type of theirs.</summary>
    public const string LoadFailed = "load-failed";

    /// <summary>The plugin's own code threw while it was registered.</summary>
    public const string RegistrationFailed = "registration-failed";

    /// <summary>The plugins registered are not those that the manifest names.</summary>
    public const string ManifestMismatch = "manifest-mismatch";

    /// <summary>Trust is required, and the plugin, or a file that it loads, is not as it was when it was trusted.</summary>
    public const string Untrusted = "untrusted";

    /// <summary>Two plugins have one kind and name.</summary>
    public const string DuplicateName = "duplicate-name";
}
