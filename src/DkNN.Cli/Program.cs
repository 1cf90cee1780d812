using System.CommandLine;
using DkNN.Cli;

var root = new RootCommand("Deep k-nearest neighbours: credible, explainable and robust predictions.")
{
    new RunCommand(),
    new PluginsCommand(),
    new DataCommand(),
    new DoctorCommand(),
};
var arguments = root.Parse(args);
if (arguments.Errors.Count > 0 && arguments.Action is System.CommandLine.Invocation.ParseErrorAction)
{
    foreach (var error in arguments.Errors) Console.Error.WriteLine($"dknn: {error.Message}");
    Console.Error.WriteLine("'dknn --help' and 'dknn COMMAND --help' say what there is.");
    return ExitCode.WrongUsage;
}
try
{
    // A stage stops between two batches, which may take some seconds.
    return await arguments.InvokeAsync(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
}
catch (Exception problem) when (problem is not OutOfMemoryException)
{
    return ErrorReport.Write(problem, Console.Error);
}
