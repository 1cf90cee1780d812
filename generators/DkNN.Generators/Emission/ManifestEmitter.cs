using DkNN.Generators.Models;

namespace DkNN.Generators.Emission;

/// <summary>
/// Writes what a host reads of an assembly before it runs any of its code, and the class by which it then gets the plugins.
/// </summary>
internal static class ManifestEmitter
{
    public const string FileName = "PluginManifest.g.cs";

    private const string Registration = "PluginRegistration";
    private const string AddSingleton = "global::Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton";

    public static string Emit(ManifestModel manifest)
    {
        var writer = new SourceWriter();
        string registration = $"typeof(global::{manifest.Namespace}.{Registration})";
        writer.Line($"[assembly: global::DkNN.PluginAssembly(global::DkNN.PluginContract.Version, {registration})]");
        foreach (var plugin in manifest.Plugins)
        {
            string kind = $"global::DkNN.PluginKind.{plugin.Kind}";
            writer.Line($"[assembly: global::DkNN.Plugin({kind}, {Code.Text(plugin.Name)}, {Code.Text(plugin.Description)})]");
        }
        writer.Line();
        writer.Open($"namespace {manifest.Namespace}");
        writer.Summary("Adds this assembly's plugins to the host.");
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        writer.Line(GeneratedType.Attribute);
        writer.Open($"public sealed class {Registration} : global::DkNN.IPluginRegistration");
        writer.Line("/// <inheritdoc/>");
        writer.Open("public void Register(global::Microsoft.Extensions.DependencyInjection.IServiceCollection services)");
        // Plugins are created here and now, so that one that throws is reported while loading, not in the middle of a run.
        foreach (var plugin in manifest.Plugins)
        {
            writer.Line($"{AddSingleton}(");
            if (plugin.Kind is PluginKind.Architecture) WriteArchitecture(writer, plugin);
            else WriteClass(writer, plugin);
        }
        return writer.Finish();
    }

    private static void WriteArchitecture(SourceWriter writer, PluginEntry plugin)
    {
        writer.Line($"    services, global::DkNN.Torch.ArchitecturePlugin.Create<{plugin.FullName}>(");
        writer.Line("    [");
        foreach (string selection in plugin.Selections)
        {
            writer.Line($"        global::DkNN.Torch.LayerSelection.Create<{selection}, {plugin.FullName}>(),");
        }
        writer.Line("    ]));");
    }

    private static void WriteClass(SourceWriter writer, PluginEntry plugin)
    {
        string factory = $"global::{PluginClassKind.Of(plugin.Kind).Descriptor}";
        string instances = $"new {plugin.FullName}(), new {plugin.Binder}()";
        writer.Line($"    services, {factory}.Create({Code.Text(plugin.Name)}, {Code.Text(plugin.Description)}, {instances}));");
    }
}
