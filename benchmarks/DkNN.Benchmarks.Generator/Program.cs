// dotnet run -c Release --project benchmarks/DkNN.Benchmarks.Generator
//
// The time that the generator takes, as Roslyn's driver measures it, when one file of a project is edited. Each edit makes a compilation
// of its own, as in an editor, so that nothing is bound yet when the generator asks.
using System.Globalization;
using DkNN.Benchmarks.Generator;
using DkNN.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Spectre.Console;

const int WarmUps = 10, Edits = 31;

var table = new Table().AddColumns("architectures", "selections", "first run, ms", "edit of one, ms", "unrelated edit, ms");
foreach (var (count, withSelections) in new[] { (1, true), (50, true), (500, false), (500, true) })
{
    var project = new ManyArchitectures(count, withSelections);
    var compilation = project.Compile();
    GeneratorDriver driver = CSharpGeneratorDriver.Create([new PluginGenerator().AsSourceGenerator()], parseOptions: ManyArchitectures.Parsing);
    driver = driver.RunGenerators(compilation);
    double first = Elapsed(driver);
    double one = Median(edit => project.Parse(count / 2, filters: 17 + edit), $"Net{count / 2}.cs");
    double unrelated = Median(edit => ManyArchitectures.Unrelated(1 + edit), "Unrelated.cs");
    table.AddRow(Text(count, "F0"), Text(withSelections ? count : 0, "F0"), Text(first, "F1"), Text(one, "F1"), Text(unrelated, "F1"));

    double Median(Func<int, SyntaxTree> edited, string file)
    {
        double[] times = new double[Edits];
        for (int edit = 0; edit < WarmUps + Edits; edit++)
        {
            var old = compilation.SyntaxTrees.Single(tree => tree.FilePath == file);
            compilation = compilation.ReplaceSyntaxTree(old, edited(edit));
            driver = driver.RunGenerators(compilation);
            if (edit >= WarmUps) times[edit - WarmUps] = Elapsed(driver);
        }
        Array.Sort(times);
        return times[Edits / 2];
    }
}
AnsiConsole.Write(table);

static double Elapsed(GeneratorDriver driver) => driver.GetTimingInfo().GeneratorTimes.Single().ElapsedTime.TotalMilliseconds;

static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
