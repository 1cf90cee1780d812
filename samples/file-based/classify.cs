#:package DkNN.Model@0.1.0
#:package DkNN.Plugins@0.1.0
#:package libtorch-cpu-$(NETCoreSdkPortableRuntimeIdentifier)@2.10.0
#:property PublishAot=false
using DkNN.Hosting;
using DkNN.Model;

using var plugins = PluginHost.Load(PluginHost.DefaultFolder);
using var model = DkNNModel.Open(args[0], plugins);
foreach (string path in args[1..])
{
    var answer = model.Classify(model.Description.ReadPicture(path).Pixels.Span);
    Console.WriteLine($"{path}: {Verdict.Of(answer, model.Description)} (credibility {answer.Credibility:F3})");
}
