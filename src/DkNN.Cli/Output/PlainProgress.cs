using System.Diagnostics;
using System.Globalization;
using DkNN.Experiments;
using Spectre.Console;

namespace DkNN.Cli;

/// <summary>Stages as plain lines, for logs: one when a stage begins, one every so often, one at its end.</summary>
internal sealed class PlainProgress(IAnsiConsole console) : IRunProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    public IStageProgress Begin(string name, long total, string unit) => new Stage(console, name, total, unit);

    public void Warn(string message) => console.WriteLine($"warning: {message}");

    private sealed class Stage : IStageProgress
    {
        private readonly IAnsiConsole _console;
        private readonly string _name;
        private readonly long _total;
        private readonly string _unit;
        private readonly long _start = Stopwatch.GetTimestamp();
        private TimeSpan _next = Interval;
        private long _done;
        private string _detail = "";

        public Stage(IAnsiConsole console, string name, long total, string unit)
        {
            (_console, _name, _total, _unit) = (console, name, total, unit);
            Say($"{name} …");
        }

        public void Advance(long units, string? detail = null)
        {
            _done += units;
            if (detail is not null) _detail = $", {detail}";
            var elapsed = Stopwatch.GetElapsedTime(_start);
            if (elapsed < _next || _done >= _total) return;
            _next = elapsed + Interval;
            double left = elapsed.TotalSeconds / Math.Max(1, _done) * (_total - _done);
            Say(string.Create(CultureInfo.InvariantCulture,
                $"{_name}: {_done:N0} of {_total:N0} {_unit}, {_done / elapsed.TotalSeconds:N0}/s, "
                + $"{TimeSpan.FromSeconds(left):m\\:ss} left{_detail}"));
        }

        public void Dispose()
        {
            double seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
            string state = _done >= _total ? "done" : "stopped";
            Say(string.Create(CultureInfo.InvariantCulture, $"{_name}: {state} after {seconds:F1} s{_detail}"));
        }

        /// <summary>As it is: a log line is neither marked up nor broken at a terminal's width.</summary>
        private void Say(string line) => _console.Profile.Out.Writer.WriteLine(line);
    }
}
