using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DkNN.Cli;

/// <summary>Units of work a second, beside a bar.</summary>
internal sealed class RateColumn : ProgressColumn
{
    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
    {
        double seconds = task.ElapsedTime?.TotalSeconds ?? 0;
        string rate = seconds > 0 ? (task.Value / seconds).ToString("N0", CultureInfo.InvariantCulture) : "–";
        return new Text($"{rate}/s", new Style(Color.Grey));
    }
}
