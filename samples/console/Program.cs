using DkNN.Hosting;
using DkNN.Model;

using var plugins = PluginHost.Load(PluginHost.DefaultFolder);
using var model = DkNNModel.Open(args[0], plugins);
var answer = model.Explain(model.Description.ReadPicture(args[1]).Pixels.Span, nearest: 5);
Console.WriteLine($"{Verdict.Of(answer, model.Description)} (credibility {answer.Prediction.Credibility:F3})");
foreach (var layer in answer.Layers)
    Console.WriteLine($"{layer.Layer.Name}: {string.Join(", ", layer.Nearest.Select(near => $"{model.Description.ClassName(near.Label)} (#{near.Id}, {near.Distance:F2})"))}");
