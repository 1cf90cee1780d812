namespace DkNN.Stories.Tests;

/// <summary>
/// What the stranger wrote: a solution of each template, and copies of the samples that no template has. A person would build each; here
/// one build makes all, since most of a build's time goes to starting it.
/// </summary>
internal sealed class Workshop
{
    private const string Folder = "workshop";

    private readonly Stranger _stranger;

    public Workshop(Stranger stranger)
    {
        _stranger = stranger;
        foreach (var made in Solutions) stranger.Require("dotnet", "new", made.Template, "-n", made.Name, "-o", stranger[Folder, made.Name]);
        foreach (string sample in new[] { "console", "pipeline", "web" }) stranger.CopySample(sample, Folder);
        Stranger.AddPackage(ProjectFile(NewerLibrary), "System.Numerics.Tensors", "11.0.0");
        File.WriteAllText(Path.Combine(ProjectFolder(Architecture), "Thousand.cs"), ThousandClasses.Architecture);
        // What the stories ask of it is whether it compares, which it does as well after little training.
        string pipeline = Path.Combine(Pipeline, "PipelineTests.cs");
        File.WriteAllText(pipeline, File.ReadAllText(pipeline).Replace("_pipeline.Options with { ", "_pipeline.Options with { Epochs = 1, ", StringComparison.Ordinal));
        // The strictest analysis that there is says nothing of the generated code either.
        File.WriteAllText(stranger[Folder, "all.proj"], $"""
            <Project>
              <ItemGroup>
                <Made Include="*/*.slnx;*/*.csproj" />
                <Strict Include="{Architecture.Name}/{Architecture.Project}/{Architecture.Project}.csproj" />
              </ItemGroup>
              <Target Name="Build">
                <MSBuild Projects="@(Made)" Targets="Restore" Properties="Configuration=Release;Step=Restore" />
                <MSBuild Projects="@(Made)" Targets="Build" Properties="Configuration=Release;Step=Build" BuildInParallel="true" />
                <MSBuild Projects="@(Strict)" Targets="Build" Properties="Configuration=Debug;TreatWarningsAsErrors=true;MSBuildTreatWarningsAsErrors=true;AnalysisLevel=latest-all;AnalysisMode=All;GenerateDocumentationFile=true" />
              </Target>
            </Project>
            """);
        stranger.Require("dotnet", "build", stranger[Folder, "all.proj"]);
    }

    /// <summary>An attack.</summary>
    public static PluginSolution Attack { get; } = new("dknn-attack", "2fgsm", "2fgsm", "my-2fgsm", "_2Fgsm");

    /// <summary>An architecture, with another one of a thousand classes.</summary>
    public static PluginSolution Architecture { get; } = new("dknn-architecture", "my attack", "my attack", "my-attack", "MyAttack");

    /// <summary>An index that has a library newer than the host's.</summary>
    public static PluginSolution NewerLibrary { get; } = new("dknn-index", "Acme.Pgd", "Acme.Pgd", "acme-pgd", "AcmePgd");

    /// <summary>A score.</summary>
    public static PluginSolution Score { get; } = new("dknn-score", "Acme.Margin", "Acme.Margin", "acme-margin", "AcmeMargin");

    /// <summary>All, under names that are right for a folder and wrong for an identifier, or for a plugin.</summary>
    public static IReadOnlyList<PluginSolution> Solutions { get; } =
    [
        Attack,
        Architecture,
        NewerLibrary,
        Score,
        new("dknn-index", "my-index", "my-index", "my-index", "MyIndex"),
        new("dknn-index", "class", "class", "class", "Class"),
        new("dknn-index", "R&D é", "R_D é", "r-d", "RDÉ"),
    ];

    /// <summary>The built sample program, for <c>dotnet</c>.</summary>
    public string Console => _stranger[Folder, "console", "bin", "Release", "net10.0", "Classify.dll"];

    /// <summary>Folder of the sample service's project.</summary>
    public string Web => _stranger[Folder, "web"];

    /// <summary>Folder of the sample test of a pipeline.</summary>
    public string Pipeline => _stranger[Folder, "pipeline"];

    /// <summary>The built sample test of a pipeline, for <c>dotnet test</c>.</summary>
    public string PipelineTests => Path.Combine(Pipeline, "bin", "Release", "net10.0", "PipelineSnapshots.dll");

    /// <summary>The file of a plugin that is named as its project.</summary>
    public string Source(PluginSolution solution) => Path.Combine(ProjectFolder(solution), $"{solution.Project}.cs");

    /// <summary>The built tests of a plugin.</summary>
    public string Tests(PluginSolution solution) =>
        _stranger[Folder, solution.Name, $"{solution.Project}.Tests", "bin", "Release", "net10.0", $"{solution.Project}.Tests.dll"];

    /// <summary>What a build leaves in a plugin's folder.</summary>
    public string[] BuiltFiles(PluginSolution solution) =>
        Directory.GetFiles(Path.Combine(ProjectFolder(solution), "bin", "Release", "net10.0"), "*", SearchOption.AllDirectories);

    private string ProjectFolder(PluginSolution solution) => _stranger[Folder, solution.Name, solution.Project];

    private string ProjectFile(PluginSolution solution) => Path.Combine(ProjectFolder(solution), $"{solution.Project}.csproj");
}
