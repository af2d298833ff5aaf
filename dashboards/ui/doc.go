// Package ui is the small design system of the site: words and numbers in both
// languages, the frame around every page, and the components that pages are
// made of. See the page "design" of any built site for all of them together.
//
// It draws; it computes no figure and knows no page and no database.
package ui
