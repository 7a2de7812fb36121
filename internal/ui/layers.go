package ui

import "strings"

// Layer is a set of keys that are in force together. A screen names its
// layers, the nearest first; a nearer one masks keys of those behind it.
type Layer string

// The layers.
const (
	InterruptLayer  Layer = "Always"
	GlobalLayer     Layer = "Everywhere"
	ListLayer       Layer = "List"
	MarkLayer       Layer = "Marks"
	ListedLayer     Layer = "Listed items"
	KindLayer       Layer = "Resource lists"
	DetailLayer     Layer = "Detail"
	ThingLayer      Layer = "Thing"
	TreeLayer       Layer = "Tree"
	HierarchyLayer  Layer = "Hierarchy"
	AccessLayer     Layer = "Access"
	WhoCanLayer     Layer = "Who can"
	CompareLayer    Layer = "Compare"
	JSONLayer       Layer = "JSON"
	FilterLayer     Layer = "Filter line"
	FormLayer       Layer = "Form"
	LoginLayer      Layer = "Login"
	TextLayer       Layer = "Text of several lines"
	PickerLayer     Layer = "Picker"
	LinkLayer       Layer = "Picker of what is added"
	ChoiceLayer     Layer = "Choice of one"
	ConfirmLayer    Layer = "Question"
	TypedLayer      Layer = "Typed answer"
	WaysLayer       Layer = "Ways"
	ChangesLayer    Layer = "Changes"
	RunsLayer       Layer = "Runs"
	ApplyLayer      Layer = "Plan at work"
	UnfinishedLayer Layer = "Unfinished plan"
	ExplorerLayer   Layer = "API explorer"
	RequestLayer    Layer = "Request"
	DoctorLayer     Layer = "Doctor"
	TestsLayer      Layer = "Tests"
	MatrixLayer     Layer = "Matrix"
	ActivityLayer   Layer = "Activity"
	ConfigLayer     Layer = "Configuration"
	ProfilesLayer   Layer = "Profiles"
	WayOutLayer     Layer = "Way out"
	HistoryLayer    Layer = "History"
	DifferenceLayer Layer = "Difference"
	WelcomeLayer    Layer = "First run"
	TokenLayer      Layer = "Scopes and token"
	GuideLayer      Layer = "Set-up guide"
	WizardLayer     Layer = "New profile"
	OverlayLayer    Layer = "Overlay"
)

// name is the layer as sentences name it.
func (l Layer) name() string { return strings.ReplaceAll(strings.ToLower(string(l)), " ", "_") }

// place is where a layer is in force.
type place struct {
	layer Layer
	// name is what the configuration calls it; layers that belong together share one.
	name string
	// alone: the keys of everywhere are not in force beside it.
	alone bool
	// text: single characters are text in it.
	text bool
}

func places() []place {
	return []place{
		{layer: InterruptLayer, name: "always", text: true},
		{layer: GlobalLayer, name: "everywhere"},
		{layer: ListLayer, name: "list"},
		{layer: MarkLayer, name: "list"},
		{layer: ListedLayer, name: "list"},
		{layer: KindLayer, name: "list"},
		{layer: DetailLayer, name: "detail"},
		{layer: ThingLayer, name: "detail"},
		{layer: TreeLayer, name: "tree"},
		{layer: HierarchyLayer, name: "hierarchy"},
		{layer: AccessLayer, name: "access"},
		{layer: WhoCanLayer, name: "who_can"},
		{layer: CompareLayer, name: "comparison"},
		{layer: JSONLayer, name: "json"},
		{layer: FilterLayer, name: "filter_line", alone: true, text: true},
		{layer: FormLayer, name: "form", alone: true, text: true},
		{layer: LoginLayer, name: "login", alone: true, text: true},
		{layer: TextLayer, name: "form", alone: true, text: true},
		{layer: PickerLayer, name: "picker", alone: true, text: true},
		{layer: LinkLayer, name: "picker", alone: true, text: true},
		{layer: ChoiceLayer, name: "picker", alone: true, text: true},
		{layer: ConfirmLayer, name: "question", alone: true},
		{layer: TypedLayer, name: "question", alone: true, text: true},
		{layer: WaysLayer, name: "ways", alone: true},
		{layer: ChangesLayer, name: "changes"},
		{layer: RunsLayer, name: "runs"},
		{layer: ApplyLayer, name: "applying", alone: true},
		{layer: UnfinishedLayer, name: "unfinished", alone: true},
		{layer: ExplorerLayer, name: "explorer"},
		{layer: RequestLayer, name: "request", text: true},
		{layer: DoctorLayer, name: "doctor"},
		{layer: TestsLayer, name: "tests"},
		{layer: MatrixLayer, name: "matrix"},
		{layer: ActivityLayer, name: "activity"},
		{layer: ConfigLayer, name: "configuration"},
		{layer: ProfilesLayer, name: "profiles"},
		{layer: WayOutLayer, name: "way_out"},
		{layer: HistoryLayer, name: "history"},
		{layer: DifferenceLayer, name: "difference"},
		{layer: WelcomeLayer, name: "first_run", alone: true},
		{layer: TokenLayer, name: "token"},
		{layer: GuideLayer, name: "set_up"},
		{layer: WizardLayer, name: "new_profile", text: true},
		{layer: OverlayLayer, name: "overlay", alone: true},
	}
}

func placeOf(l Layer) place {
	for _, p := range places() {
		if p.layer == l {
			return p
		}
	}
	return place{layer: l}
}
