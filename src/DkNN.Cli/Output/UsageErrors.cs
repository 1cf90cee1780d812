using System.CommandLine;
using System.CommandLine.Parsing;

namespace DkNN.Cli;

/// <summary>Says what is wrong with a command line, in a person's words and with the nearest right one.</summary>
internal static class UsageErrors
{
    /// <summary>The lines to write, one for each fault.</summary>
    public static IEnumerable<string> Of(ParseResult arguments)
    {
        var command = arguments.CommandResult.Command;
        if (arguments.UnmatchedTokens.Count > 0)
        {
            // What follows an unknown option is its value, or was taken for it.
            yield return Unknown(arguments.UnmatchedTokens[0], command, Path(arguments.CommandResult));
            yield break;
        }
        foreach (var error in arguments.Errors) yield return Message(error);
    }

    private static string Unknown(string token, Command command, string path)
    {
        bool isOption = token.StartsWith('-');
        string[] known = isOption
            ? [.. command.Options.Where(option => !option.Hidden).Select(option => option.Name)]
            : [.. command.Subcommands.Where(subcommand => !subcommand.Hidden).Select(subcommand => subcommand.Name)];
        string what = isOption ? "option" : known.Length > 0 ? "command" : "argument";
        string hint = NameSuggestion.Nearest(token, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
        return $"'{token}' is no {what} of '{path}'.{hint}";
    }

    /// <summary>The library names types of .NET where a value cannot be read.</summary>
    private static string Message(ParseError error)
    {
        var (name, type) = error.SymbolResult switch
        {
            OptionResult option => (option.Option.Name, option.Option.ValueType),
            ArgumentResult { Parent: OptionResult option } => (option.Option.Name, option.Option.ValueType),
            ArgumentResult argument => (argument.Argument.Name, argument.Argument.ValueType),
            _ => ("", typeof(string)),
        };
        string? value = error.SymbolResult?.Tokens is [var token, ..] ? token.Value : null;
        if (value is not null && typeof(FileSystemInfo).IsAssignableFrom(type) && !IsPath(value)) return $"{name}: '{value}' is no path; name one.";
        string? kind = Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
        {
            TypeCode.Int32 => "whole number of at most nine digits",
            TypeCode.Double => "number",
            TypeCode.Boolean => "'true' or 'false'",
            _ => null,
        };
        return kind is null || value is null || !error.Message.Contains($"'{value}'", StringComparison.Ordinal)
            ? error.Message
            : $"{name}: '{value}' is no {kind}.";
    }

    private static bool IsPath(string text) => text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal);

    private static string Path(CommandResult command) => string.Join(' ', Ancestors(command).Reverse());

    private static IEnumerable<string> Ancestors(SymbolResult? result)
    {
        for (; result is CommandResult command; result = command.Parent) yield return command.Parent is null ? "dknn" : command.Command.Name;
    }
}
