using System.CommandLine;
using DkNN.Cli;

Terminal.Prepare();
var arguments = new DknnCommand().Parse(args);
if (arguments.Errors.Count > 0 && arguments.Action is System.CommandLine.Invocation.ParseErrorAction)
{
    foreach (string error in UsageErrors.Of(arguments)) Console.Error.WriteLine($"dknn: {error}");
    Console.Error.WriteLine("'dknn --help' and 'dknn COMMAND --help' say what there is.");
    return ExitCode.WrongUsage;
}
try
{
    // A stage stops between two batches, which may take some seconds.
    return await arguments.InvokeAsync(
        new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
}
catch (Exception problem)
{
    return ErrorReport.Write(problem, Console.Error);
}
