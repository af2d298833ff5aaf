package privacy

import _ "embed"

//go:embed data/words.tsv
var wordText string

// wordClass is a set of parts that a word can play in a rule.
type wordClass uint64

const (
	wTopLevel      wordClass = 1 << iota // the last label of a domain
	wAt                                  // the sign of an address, spoken
	wDot                                 // the dot of an address, spoken
	wPlatform                            // a network where people have names
	wAddressWord                         // says that an address follows
	wPreposition                         // stands before a place
	wRuler                               // a title of those who are named in public
	wInstitution                         // what is named after people
	wAdjective                           // has the article and ـي and is no family
	wCommon                              // follows an introduction and begins no name
	wStopName                            // written with a capital and begins no name
	wFiller                              // stands between a cue and its number and says nothing
	wPlaceSure                           // a place when a number follows
	wPlace                               // a place when a number follows that counts nothing
	wCounted                             // what numbers count
	wOffice                              // part of the user name of an office
	wAccount                             // speaks of a bank account
	wOwnVehicle                          // somebody's vehicle
	wNoPlate                             // two Latin letters that are a word
	wConnector                           // stands between the parts of a name
	wIntroName                           // announces a name
	wIntroPerson                         // speaks of a person whose name may follow
	wIntroTitle                          // a title before a name
	wShortTitle                          // a title that ends in a full stop
	wOwner                               // who owns a matter
	wMatter                              // what somebody owns
	wNamed                               // whose name it is
	wBeforeName                          // stands between an introduction and the name
	wNegation                            // goes on with a sentence about a name
	wLogin                               // says that an id is of an account or a thing
	wSender                              // heads the line of a sender
	wDistrict                            // a village, quarter or town
	wDistrictTail                        // qualifies one
	wDistrictIntro                       // stands before one
	wLandmark                            // stands before what is next to a house
	wFloor                               // a floor of a building
	wOrdinal                             // which floor
	wResidents                           // many live there
	wTitle                               // a title in full before a name
	wKin                                 // a relative or friend in Latin letters, whose name may follow
	wMet                                 // stands between a verb and whom it is about
	wWeakName                            // a Latin name that is an ordinary word too
	wFigure                              // three words, joined by _, that name a figure of history or a ruler
	wOfficeHolder                        // an office whose holder is named in public
	wBoxHead                             // begins a post box or a postal code
)

// wordNames are the classes as the data file names them, in the order of the bits.
var wordNames = []string{
	"top_level", "at", "dot", "platform", "address_word", "preposition", "ruler", "institution",
	"adjective", "common", "stop_name", "filler", "place_sure", "place", "counted", "office",
	"account", "own_vehicle", "no_plate", "connector", "intro_name", "intro_person", "intro_title", "short_title",
	"owner", "matter", "named", "before_name", "negation", "login", "sender",
	"district", "district_tail", "district_intro", "landmark", "floor", "ordinal", "residents", "title", "kin", "met", "weak_name", "figure", "office_holder", "box_head",
}

// has tells whether item k exists and is a word of a class.
func (st *state) has(k int, c wordClass) bool {
	return k >= 0 && k < len(st.items) && st.items[k].words&c != 0
}

// knows tells whether a word is of a class.
func (f *Finder) knows(w []byte, c wordClass) bool { return f.lexicon.get(w).words&c != 0 }
