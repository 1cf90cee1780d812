using System.CommandLine;
using DkNN.Cli;

var arguments = new DknnCommand().Parse(args);
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
